import { dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SyntheticModule } from 'node:vm';
import JestRuntime from 'jest-runtime';

const root = join(import.meta.dirname, '..', '..', '..');
const named = ['Array', 'BigInt', 'Boolean', 'Function', 'Number', 'Object', 'String', 'Symbol'];
const isOurs = (specifier) => specifier.startsWith('.');

/** What is under test is loaded as it is built; the tests themselves, and the client's sources, are left to Jest. */
function builtFile(specifier, from) {
  const path = resolve(dirname(from), specifier);
  const built = ['server', 'shared'].some((folder) => path.startsWith(join(root, folder) + sep));
  return built ? join(root, 'build', path.slice(root.length)).replace(/\.ts$/, '.js') : null;
}

/** What Node is asked for instead of Jest; null when it is Jest's. */
function nodesName(specifier, from) {
  if (specifier === '@jest/globals' || specifier.startsWith('node:')) return null;
  if (!isOurs(specifier)) return specifier;
  const file = builtFile(specifier, from);
  return file && pathToFileURL(file).href;
}

async function moduleOf(exported, identifier) {
  const names = Object.keys(exported);
  const fill = function () {
    for (const name of names) this.setExport(name, exported[name]);
  };
  const module = new SyntheticModule(names, fill, { identifier });
  await module.link(() => {});
  await module.evaluate();
  return module;
}

/**
 * Jest reads every module from its source again for every test file: some 1,500 of them. Here the server and the packages
 * come from Node's own loader, as they do in production, once for each worker. They bear that: nothing is mocked, and
 * nothing in them is kept between two nodes. Tests run beside them, in one realm: an object of theirs is an Object there.
 */
export default class Runtime extends JestRuntime {
  constructor(config, environment, ...given) {
    super(config, environment, ...given);
    // `expect` stays in a realm of its own; what it is asked for by name (`expect.any(String)`) is that of the tests.
    for (const name of named) environment.global[name] = globalThis[name];
    const loader = this.esmLoader;
    const jests = loader.resolveModule.bind(loader);
    const loaded = new Map();
    loader.getContext = () => undefined;
    loader.resolveModule = (specifier, from, context) => {
      const name = nodesName(specifier, from);
      if (name === null) return jests(specifier, from, context);
      if (!loaded.has(name))
        loaded.set(
          name,
          import(name).then((exported) => moduleOf(exported, name)),
        );
      return loaded.get(name);
    };
  }
}
