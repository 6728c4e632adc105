import { Transform } from 'node:stream';
import type { MailParser } from 'mailparser';
import { decodeText } from './charset.ts';
import { type PartLine, partName } from './partName.ts';
import { cutUuencoded } from './uuencode.ts';
import { cutYenc, type YencFile } from './yenc.ts';

/** Of text that is shown, so much of a part is decoded, and so much of a mail: many times what a screen shows of it. */
const textBytes = 4 * 1024 * 1024;
const allTextBytes = 8 * 1024 * 1024;

/** A part as the parser's splitter finds it. */
interface SplitNode {
  type: 'node';
  root: boolean;
  contentType: string | false;
  charset: string | false;
  encoding: string | false;
  filename: string | false;
  multipart: string | false;
  parentNode: SplitNode | false;
  headers: { getList(): PartLine[] };
  getDecoder(): Transform;
}

type Split = SplitNode | { type: 'body' | 'data'; node: SplitNode; value?: Buffer };

/** How the parser hands on what its splitter finds: not in its types, and proven by tests of ours. */
interface Inner {
  splitter: { compareBoundary(line: Buffer, from: number, boundary: Buffer): 1 | 2 | false };
  curnode?: { isAttachment?: boolean };
  decoder: { decodeStream(charset: string): Transform };
  textToHtml(text: string | undefined): string;
  processChunk(data: Split, done: (error?: Error) => void): void;
}

/** A line that ends the parts of a boundary which had a space behind it, and is known without. */
function isEnd(line: Buffer, from: number, boundary: Buffer): boolean {
  const behind = from + 2 + boundary.length;
  return (
    /^[ \t]+--[ \t]*[\r\n]*$/.test(line.toString('latin1', behind, behind + 1000)) &&
    line.subarray(from + 2, behind).equals(boundary)
  );
}

/** Makes the parser ask us what bytes mean, whatever they say of themselves. */
const ours = 'x-baton ';

/** For what can only be understood when it is whole. */
function createWhole(understand: (bytes: Buffer) => Buffer): Transform {
  const chunks: Buffer[] = [];
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
    flush(done) {
      try {
        done(null, understand(Buffer.concat(chunks)));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

const createDecoder = (charset: string, lies: (files: YencFile[]) => void): Transform =>
  createWhole((bytes) => {
    const { rest, files } = cutYenc(bytes);
    lies(files);
    return Buffer.from(decodeText(rest, charset));
  });

/** What stands for no kind of content is text (RFC 2045, 5.2), unless it comes as a file. */
const isNoKind = ({ contentType, filename, encoding, multipart }: SplitNode): boolean =>
  multipart === false &&
  !filename &&
  encoding !== 'base64' &&
  !/^[^\s/()]+\/[^\s/()]+$/.test((contentType || 'text/plain').replace(/\([^()]*\)/g, '').trim());

function isBeside(node: SplitNode): boolean {
  for (let around = node.parentNode; around; around = around.parentNode) {
    if (around.multipart === 'alternative') return false;
  }
  return true;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** A text between pieces of HTML, as HTML. */
const asHtml = (text: string): string =>
  `<p>${text
    .trim()
    .replace(/[&<>]/g, (sign) => escapes[sign] ?? '')
    .replaceAll('\n', '<br>\n')}</p>`;

const createUudecoder = (): Transform =>
  createWhole((bytes) => cutUuencoded(bytes.toString('latin1').replaceAll('\r', '')).files[0]?.content ?? bytes);

export interface Watch {
  /** Text was passed over: there is more of it than anybody reads. */
  cut(): void;
  /** A part begins. `beside`: one that is shown below or above the others, not instead of them. */
  begins(node: SplitNode, beside: boolean): void;
  /** In the text lie files of the old kind. */
  lies(files: YencFile[]): void;
}

/** Parts in which none was found, and what stands there instead, each as a mail that can be looked at by itself. */
export interface Unopened {
  letters(): Buffer[];
}

/** Without a last line that ends the parts around it. */
function withoutEnd(inside: string): string {
  const from = inside.trimEnd().lastIndexOf('\n') + 1;
  return inside.startsWith('--', from) ? inside.slice(0, from).replace(/\r?\n$/, '') : inside;
}

/** Steps between the parser and its splitter: reads names and charsets better, and keeps of texts only what somebody may read. */
export function steer(parser: MailParser, bodyCharset: () => string | null, { cut, begins, lies }: Watch): Unopened {
  const inner = parser as unknown as Inner;
  const passOn = inner.processChunk.bind(parser);
  const taken = new WeakMap<object, number>();
  const unopened = new Map<SplitNode, Buffer[]>();
  let all = 0;
  const { splitter } = inner;
  const compare = splitter.compareBoundary.bind(splitter);
  splitter.compareBoundary = (line, from, boundary) =>
    compare(line, from, boundary) || (isEnd(line, from, boundary) ? 2 : false);
  inner.textToHtml = (text) => (text?.trim() ? asHtml(text) : '');
  inner.decoder = { decodeStream: (charset) => createDecoder(charset.slice(ours.length), lies) };

  function begin(node: SplitNode, done: (error?: Error) => void): void {
    const lines = node.headers.getList();
    const inDigest = node.parentNode && node.parentNode.multipart === 'digest';
    if (inDigest && !lines.some(({ key }) => key === 'content-type')) node.contentType = 'message/rfc822';
    const hasBytes = lines.some(({ line }) => /[\u0080-\u00ff]/.test(line));
    node.filename = partName(lines, node.charset || (hasBytes ? bodyCharset() : null)) ?? node.filename;
    if (node.contentType) node.contentType = node.contentType.replace(/^\s*([\w.+-]+)\s*\/\s*([\w.+-]+)\s*$/, '$1/$2');
    if (node.encoding) node.encoding = node.encoding.replace(/["'\s]/g, '');
    if (isNoKind(node)) node.contentType = 'text/plain';
    node.charset = `${ours}${node.charset || ''}`;
    if (/^(x-)?uu(e|encode)$/.test(node.encoding || '')) node.getDecoder = createUudecoder;
    if (node.parentNode) unopened.delete(node.parentNode);
    if (node.parentNode && node.multipart !== false) unopened.set(node, []);
    passOn(node, done);
    begins(node, isBeside(node) && !inner.curnode?.isAttachment);
  }

  inner.processChunk = (data, done) => {
    if (data.type === 'node') return begin(data, done);
    if (data.type === 'data' && data.value && all <= allTextBytes) {
      const instead = unopened.get(data.node);
      if (instead) all += data.value.length;
      instead?.push(data.value);
    }
    const node = inner.curnode;
    if (data.type !== 'body' || !data.value || !node || node.isAttachment) return passOn(data, done);
    const length = (taken.get(node) ?? 0) + data.value.length;
    taken.set(node, length);
    all += data.value.length;
    if (length <= textBytes && all <= allTextBytes) return passOn(data, done);
    cut();
    setImmediate(done);
  };

  return {
    letters: () =>
      [...unopened].flatMap(([node, chunks]) => {
        const inside = withoutEnd(Buffer.concat(chunks).toString('latin1'));
        const head = node.headers.getList().map(({ line }) => line);
        return inside.trim() === '' ? [] : [Buffer.from([...head, '', inside].join('\r\n'), 'latin1')];
      }),
  };
}
