-- Joins and groups of everybody below a prefecture spill to disk at the usual 4 MB; a small unit takes no more than before.
alter function vaccination_profiles set work_mem = '64MB';
alter function vaccination_members set work_mem = '64MB';
