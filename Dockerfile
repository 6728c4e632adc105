# One node of Baton. The store, Redis and the blobs live elsewhere: see docker-compose.yml and docs/operations.md.
FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /baton

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-progress

COPY . .
RUN npm run build \
  && mkdir -p /var/lib/baton \
  && chown -R node:node /var/lib/baton

USER node
ENV BATON_DATA_DIR=/var/lib/baton HOST=0.0.0.0 PORT=3000 SMTP_PORT=2525
EXPOSE 3000 2525
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/start.mjs"]
