// The peer: Socket.IO as its manual shows it. Whatever a client says is broadcast to all, numbered.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });
let seq = 0;
let event = {};
/** [number, ms]: when each broadcast was begun. */
const stamps = [];
const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now();

io.on('connection', (socket) => {
  socket.on('say', (answer) => {
    seq += 1;
    stamps.push([seq, offset + performance.now()]);
    io.emit('event', { ...event, seq });
    answer({});
  });
});

globalThis.benchAnswers.event = (given) => {
  event = given;
};
globalThis.benchAnswers.stamps = () => stamps.splice(0);

http.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${http.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
