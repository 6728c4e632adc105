/** Room for so many at a time; who comes later waits his turn. */
export interface Room {
  /** True once there is a place, which must be left again; false when it took too long. */
  enter(): Promise<boolean>;
  leave(): void;
}

export function createRoom(places: number, patienceMs: number): Room {
  const waiting = new Set<() => void>();
  let free = places;
  return {
    enter() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const admit = () => {
          clearTimeout(patience);
          waiting.delete(admit);
          resolve(true);
        };
        const patience = setTimeout(() => {
          waiting.delete(admit);
          resolve(false);
        }, patienceMs);
        waiting.add(admit);
      });
    },
    leave() {
      const [next] = waiting;
      if (next) next();
      else free += 1;
    },
  };
}
