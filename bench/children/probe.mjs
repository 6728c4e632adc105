// Loaded into every measured process before its own code: answers what it has used, and runs when asked, never before.
import { isMainThread } from 'node:worker_threads';

const answers = {
  usage({ collect }) {
    if (collect) for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    return { cpu: process.cpuUsage(), memory: process.memoryUsage() };
  },
};

/** Ways to answer more; a measured process may add its own. */
globalThis.benchAnswers = answers;

// Worker threads load this too and have nothing to answer.
if (isMainThread) {
  process.on('message', ({ id, ask, input }) => process.send({ id, value: answers[ask](input) }));
  process.channel?.unref();
  // Whoever measured is gone: nobody would end this process.
  process.on('disconnect', () => process.exit(1));
}
