/** Another process works on the directory already; two would destroy each other's data. */
export class EmbeddedStoreLocked extends Error {
  readonly pid: number;

  constructor(dir: string, pid: number) {
    super(`The data directory ${dir} is in use by process ${pid}. Stop it first, or choose another directory.`);
    this.name = 'EmbeddedStoreLocked';
    this.pid = pid;
  }
}
