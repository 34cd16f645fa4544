/**
 * A fault of the environment (a taken port, a missing program, a bad setting) that a person can put
 * right: the message says what was wrong, where, and what to do, and is printed without a stack.
 */
export class RuntimeFault extends Error {
  override readonly name = 'RuntimeFault';
}
