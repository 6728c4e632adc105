import { statSync } from 'node:fs';

/** What takes longest, whatever its size: pages in a browser, and every request there is, once for each kind of person. */
const long = /\/e2e\/|everyCommand|\/access\/|\/robustness\//;

/**
 * The longest first, so that no worker is left alone with one at the end. How long they take is told by their size, as
 * Jest does where it has never run: then every run has the same order.
 */
export default class Order {
  sort(tests) {
    const weights = new Map(tests.map(({ path }) => [path, statSync(path).size + (long.test(path) ? 1e6 : 0)]));
    return [...tests].sort((a, b) => weights.get(b.path) - weights.get(a.path) || (a.path < b.path ? -1 : 1));
  }

  /** `--onlyFailures` asks for what Jest remembers; here nothing is remembered. */
  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
