// The peer: @y/websocket-server, wired as its own command does it.
import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ noServer: true });
wss.on('connection', setupWSConnection);
const http = createServer();
http.on('upgrade', (request, socket, head) => {
  wss.handleUpgrade(request, socket, head, (line) => wss.emit('connection', line, request));
});
http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${http.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
