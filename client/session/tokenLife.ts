/** When a token came, by the clock on the wall and by one that nobody sets, and how long it lives (ms). */
export interface TokenLife {
  wall: number;
  ticks: number;
  life: number;
}

/** Seconds, as the server wrote them into the token. */
interface Claims {
  iat: number;
  exp: number;
}

const claimsIn = (token: string): Claims =>
  JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));

/** A device's clock may be wrong by days, so a token's life is the difference between two times of the server. */
export function lifeOf(token: string, wall: number, ticks: number): TokenLife {
  const { iat, exp } = claimsIn(token);
  return { wall, ticks, life: (exp - iat) * 1000 };
}

/** How long it is still good: the wall clock may be set back, the other one stands still while the device sleeps. */
export const leftOf = (token: TokenLife, wall: number, ticks: number): number =>
  token.life - Math.max(wall - token.wall, ticks - token.ticks);
