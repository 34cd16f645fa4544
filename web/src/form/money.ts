/** Amounts are whole fen in data and yuan before people; never a fraction in between. Pure. */

/** `1234.5` yuan as 123450; undefined: this is no amount. */
export function fenOf(yuan: string): number | undefined {
  const parts = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(yuan.trim().replaceAll(',', '').replaceAll('，', ''));
  if (parts === null) return undefined;
  const [, sign, whole = '', part = ''] = parts;
  const fen = Number(whole + part.padEnd(2, '0'));
  if (!Number.isSafeInteger(fen)) return undefined;
  return sign === '-' && fen > 0 ? -fen : fen;
}

export function yuanOf(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
