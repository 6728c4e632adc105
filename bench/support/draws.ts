/** A number below `sides`: as if drawn, and the same each time. `what` keeps the draws for one ticket apart. */
export function drawn(index: number, what: number, sides: number): number {
  let bits = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(what + 1, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) % sides;
}
