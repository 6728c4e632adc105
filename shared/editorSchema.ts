/**
 * Raised with every node or mark that the editor learns. An editor takes out of a document what it does not know, so one
 * that says another number is not let in. protocol: Y12
 */
export const editorSchema = 3;

/** Where a client says it, behind the document's name: `?schema=1`. A program need not. */
export const schemaParam = 'schema';
