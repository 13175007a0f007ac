/** A value as JSON; the type stands for what is in it. */
export type Json<T> = string & { readonly holds?: T };

export const parse = JSON.parse as <T>(json: Json<T>) => T;
