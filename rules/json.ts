/** JSON as it is kept in case data, facts and definitions: plain, finite, without `undefined`. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}
