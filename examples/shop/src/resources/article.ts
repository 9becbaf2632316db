import { definePolicies, defineResource } from 'stagedoor';

const ofTheirCategories = {
  table: 'articles_category_editors',
  user: 'user_id',
  value: 'category_id',
} as const;

/** Anybody reads. Whoever writes has proved their address, and changes what is theirs, or of a category that they edit. */
const { ArticleAccess } = definePolicies({
  CanEditArticle: {
    any: [{ owner: 'author' }, { staff: true }, { field: 'category', in: ofTheirCategories }],
  },
  WritesArticle: {
    all: ['IsAuthenticated', 'IsVerifiedUser', { any: [{ action: 'add' }, 'CanEditArticle'] }],
  },
  ArticleAccess: { any: [{ action: 'view' }, 'WritesArticle'] },
});

export const article = defineResource({
  name: 'article',
  labels: { one: { en: 'article', es: 'artículo' }, many: { en: 'articles', es: 'artículos' } },
  fields: {
    title: { type: 'text', max: 200 },
    body: { type: 'markdown' },
    category: { type: 'reference', to: 'category', onDelete: 'set null', nullable: true },
    author: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    written_at: { type: 'moment', set: 'created' },
  },
  text: 'title',
  order: ['-written_at'],
  search: ['title', 'body'],
  filters: { category: ['exact'], author: ['exact'] },
  access: ArticleAccess,
});
