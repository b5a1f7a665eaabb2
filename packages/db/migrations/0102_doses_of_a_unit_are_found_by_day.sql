-- The doses of the last days, of a whole subtree. Made in the transaction of the upgrade, while nobody enters any.
-- squawk-ignore require-concurrent-index-creation
create index on dose (unit, given_on) where known_until is null;
