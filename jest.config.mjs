import { availableParallelism } from 'node:os';
import { everyday, inBrowsers, leftOut, walks } from './test/support/jest/everyday.mjs';

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
  testPathIgnorePatterns: everyday ? [...walks, ...leftOut] : [],
  // Servers wait much of their time; but many browsers wait for each other longer than people would.
  maxWorkers: (inBrowsers ? 1 : 2) * availableParallelism(),
  workerIdleMemoryLimit: '1GB',
  // The option of the command line does not reach the tests.
  testTimeout: Number(process.env.TEST_TIMEOUT_MS ?? 120_000),
};
