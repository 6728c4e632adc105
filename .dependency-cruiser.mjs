const features =
  'accounts|audit|settings|setup|workspaces|members|tickets|conversations|contacts|companies|marks|senders|views|channels|screen|drafts|comments|notifications|senders';
const ground = 'platform|storage|auth|events|jobs|rpc|realtime|collab|files';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    rule('no-circular', 'No cycles', {}, { circular: true }),
    rule(
      'shared-alone',
      'shared/ imports itself, zod and prosemirror-model only',
      { path: '^shared/' },
      { pathNot: '^(shared/|node_modules/(zod|prosemirror-model)/)' },
    ),
    rule('server-no-client', 'client and server never meet', { path: '^server/' }, { path: '^client/' }),
    rule('client-no-server', 'client and server never meet', { path: '^client/' }, { path: '^server/' }),
    rule(
      'ground-no-feature',
      'The ground knows no feature',
      { path: `^server/(${ground})/` },
      { path: `^server/(${features})/` },
    ),
    rule(
      'features-meet-at-service',
      'Features meet at service.ts and model.ts only',
      { path: `^server/(${features})/` },
      { path: `^server/(${features})/`, pathNot: ['^server/$1/', '/(service|model)\\.ts$'] },
    ),
    rule(
      'wiring',
      'Only app.ts, main.ts and wiring/ wire',
      { path: '^server/.+/', pathNot: '^server/wiring/' },
      { path: '^server/((app|main)\\.ts$|wiring/)' },
    ),
    rule(
      'mongoose-in-stores',
      'mongoose lives in storage/, */store.ts and migrations',
      { path: '^server/', pathNot: '^server/(storage|migrations)/|store\\.ts$' },
      { path: 'node_modules/(mongoose|mongodb)/' },
    ),
    rule(
      'redis-in-ground',
      'Redis carries hints only',
      { path: '^server/', pathNot: '^server/(events|realtime|platform)/' },
      { path: 'node_modules/redis/' },
    ),
    rule(
      'yjs-at-home',
      'Yjs only in collab, drafts, comments',
      { path: '^server/', pathNot: '^server/(collab|drafts|comments)/' },
      { path: 'node_modules/(yjs|y-protocols)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
