import type { Database } from '@anmin/db/client';
import { grantsOf, type Grant, type Lent, type Post } from '@anmin/domain/organisation/grants';

/** What somebody may do today: by their posts, and by what others lent them. A disabled account has nothing. */
export async function readDuties({ pool }: Database, user: string): Promise<{ posts: Post[]; grants: Grant[] }> {
  const posts = await pool.query<Post>('select role, unit, parent from posts_of($1)', [user]);
  const lent = await pool.query<Lent>(
    `select id, ability, unit, giver_role as "giverRole", covered, covered_by_parent as "coveredByParent"
       from delegations_of($1)`,
    [user],
  );
  return { posts: posts.rows, grants: grantsOf(posts.rows, lent.rows) };
}
