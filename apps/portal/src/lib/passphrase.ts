/** What the office asks of a passphrase at least and takes at most, in characters; told before it is sent. */
export const passphraseLength = { least: 12, most: 128 };
