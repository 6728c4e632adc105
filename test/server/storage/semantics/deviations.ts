const regexIndex = 'an indexed regular expression finds nothing there';

/**
 * Where the second server (SecantusDB 0.7.0b3) differs from MongoDB's manual. A name here is a row the test does not
 * run against it; the reason stands beside it.
 */
export const deviations: ReadonlyMap<string, string> = new Map([
  ['$in takes regular expressions', regexIndex],
  ['a regular expression matches strings', regexIndex],
  ['a regular expression matches elements', regexIndex],
  ['an escaped dot is a dot', regexIndex],
  ['two bounds may be met by two elements', 'its index joins both bounds; manual, "Query an Array": one element each'],
  ['two bounds met by two different elements match', 'the same'],
  ['bytes compare by length first', 'manual, "Comparison/Sort Order", BinData: length, subtype, bytes'],
  [
    '$all with an array inside matches the array itself',
    'manual, $all: { $all: [["ssl", "security"]] } is like the array',
  ],
  ['$elemMatch with $or', 'it does not know $or in $elemMatch'],
  ['a path to null through an array needs an element without it', 'its index has no entry for the missing field'],
  ['$set adds new fields in the order of their names', 'manual, $set: lexicographic order since 5.0'],
  ['$push refuses unknown clauses', 'another code for the same refusal'],
  ['$pullAll needs an array', 'another code for the same refusal'],
  ['$[] needs an array', 'manual, $[]: an array field'],
  ['a dollar in a path', 'manual, "Field Names": needs $setField'],
  ['an operator without a document', 'it breaks (code 1) instead of refusing'],
  ['an array is no _id', 'manual, "The _id Field": any type other than an array'],
  ['two arrays side by side in one index', 'manual, "Multikey Indexes": at most one array field in a compound index'],
  ['an unknown accumulator', 'another code for the same refusal'],
]);
