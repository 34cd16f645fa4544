/** The same act on many things: each is a command with its own key, and each has its own outcome. */

/** At once; more would only wait for each other. */
const ABREAST = 3;
/** In one go. */
export const MOST = 100;

/** @param told how many are through @returns the error of each that failed, in the order in which they came */
export async function doAll<T>(
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
  told: (through: number) => void,
): Promise<Map<T, unknown>> {
  const failed = new Map<T, unknown>();
  const waiting = all.values();
  let through = 0;
  const work = async () => {
    for (const one of waiting) {
      await act(one).catch((error: unknown) => failed.set(one, error));
      through += 1;
      told(through);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
  return failed;
}

/** Keys of acts: the same for the same content, so that sending it again is a repeat and no second act. */
export function createKeys(newKey: () => string): (content: unknown) => string {
  const keys = new Map<string, string>();
  return (content) => {
    const text = JSON.stringify(content);
    const key = keys.get(text) ?? newKey();
    keys.set(text, key);
    return key;
  };
}
