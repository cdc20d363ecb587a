// A bundle of its own (package.json, imports): the CBOR library, loaded for the first message in it.
export { decodeCbor } from './cbor/decode.ts';
export { CborWriter, encodeCbor } from './cbor/encode.ts';
