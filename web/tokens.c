#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/secret.h"
#include "web/tokens.h"

struct token {
	char		 name[TOKEN_NAME + 1];
	uint8_t		 digest[DIGEST_SIZE];
	struct grant	 grant;
};

struct tokens {
	pthread_mutex_t	 lock;
	struct token	*list;		/* sorted by name */
	size_t		 n;
	int64_t		 at;		/* 0: there was no list yet */
};

struct tokens *
tokens_new(void)
{
	struct tokens	*t = calloc(1, sizeof(*t));

	if (t == NULL)
		abort();
	pthread_mutex_init(&t->lock, NULL);
	return t;
}

void
tokens_free(struct tokens **tp)
{
	if (*tp == NULL)
		return;
	pthread_mutex_destroy(&(*tp)->lock);
	free((*tp)->list);
	free(*tp);
	*tp = NULL;
}

static int
by_name(const void *x, const void *y)
{
	return strcmp(((const struct token *)x)->name,
	    ((const struct token *)y)->name);
}

static void
take_row(struct token *t, const struct token_row *row)
{
	snprintf(t->name, sizeof(t->name), "%s", row->name);
	snprintf(t->grant.source, sizeof(t->grant.source), "%s", row->source);
	snprintf(t->grant.kinds, sizeof(t->grant.kinds), "%s", row->kinds);
	if (row->digest.len == DIGEST_SIZE)
		memcpy(t->digest, row->digest.data, DIGEST_SIZE);
}

void
tokens_set(struct tokens *t, const struct token_row *row, size_t n)
{
	struct token	*list = calloc(n + 1, sizeof(*list)), *was;
	size_t		 i;

	if (list == NULL)
		abort();
	for (i = 0; i < n; i++)
		take_row(&list[i], &row[i]);
	qsort(list, n, sizeof(*list), by_name);
	pthread_mutex_lock(&t->lock);
	was = t->list;
	t->list = list;
	t->n = n;
	t->at = clock_ms();
	pthread_mutex_unlock(&t->lock);
	free(was);
}

int64_t
tokens_age(struct tokens *t)
{
	int64_t	 at;

	pthread_mutex_lock(&t->lock);
	at = t->at;
	pthread_mutex_unlock(&t->lock);
	return at == 0 ? -1 : clock_ms() - at;
}

/* The token behind "Bearer ", or NULL. */
static const char *
bearer(const char *authorization)
{
	const char	*token = authorization + strlen("Bearer ");

	if (strncasecmp(authorization, "Bearer ", strlen("Bearer ")) != 0 ||
	    strncmp(token, TOKEN_PREFIX, 3) != 0 ||
	    strlen(token) != 3 + TOKEN_NAME + 1 + TOKEN_SECRET)
		return NULL;
	return token;
}

int
tokens_check(struct tokens *t, const char *authorization, struct grant *out)
{
	const char		*token = bearer(authorization);
	uint8_t			 own[DIGEST_SIZE];
	struct token		 key = { 0 };
	const struct token	*found;
	int			 ok;

	if (token == NULL)
		return 0;
	memcpy(key.name, token + 3, TOKEN_NAME);
	digest(token, strlen(token), own);
	pthread_mutex_lock(&t->lock);
	found = t->n == 0 ? NULL :
	    bsearch(&key, t->list, t->n, sizeof(*t->list), by_name);
	ok = found != NULL && secret_same(found->digest, own, DIGEST_SIZE);
	if (ok)
		*out = found->grant;
	pthread_mutex_unlock(&t->lock);
	return ok;
}

int
grant_source(const struct grant *g, const char *source)
{
	size_t	 n = strlen(g->source);

	return strncmp(g->source, source, n) == 0 &&
	    (source[n] == '\0' || source[n] == '/');
}

int
grant_kind(const struct grant *g, enum event_kind kind)
{
	const char	*name = event_kind_name(kind), *at = g->kinds;
	size_t		 n;

	for (; *at != '\0'; at += n + strspn(at + n, " ")) {
		n = strcspn(at, " ");
		if ((n == 1 && *at == '*') ||
		    (n == strlen(name) && strncmp(at, name, n) == 0))
			return 1;
		if (n == 0)
			n = 1;
	}
	return 0;
}
