import { availableParallelism } from 'node:os';

export default {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } }, module: { type: 'es6' } },
    ],
  },
  testSequencer: '<rootDir>/test/support/jest/order.mjs',
  runtime: '<rootDir>/test/support/jest/runtime.mjs',
  globalSetup: '<rootDir>/test/support/jest/setUp.mjs',
  globalTeardown: '<rootDir>/test/support/jest/tearDown.mjs',
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/data/'],
  // A worker waits half the time: for its store's thread, its product, its browser, or a deadline of a server.
  maxWorkers: availableParallelism() + 2,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 120_000,
};
