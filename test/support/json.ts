/** JSON of whatever shape a test expects; tests look into it freely. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;
