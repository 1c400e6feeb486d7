#include <string.h>

#include "rules/history.h"

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* The first that is not equal decides. */
static int
compare_keys(const struct key *a, const struct key *b)
{
	int	c = strcmp(a->location, b->location);

	if (c == 0)
		c = strcmp(a->service, b->service);
	return c != 0 ? c : order(a->question, b->question);
}

static struct key
key_of(const struct fact *f)
{
	return (struct key){ f->location, f->service, f->question };
}

/* A report without a date of its own was published when it was rated. */
static int32_t
published(const struct fact *f)
{
	return f->published.precision == PRECISION_NONE ? f->rated.serial :
	    f->published.serial;
}

/* Facts that are equal so far differ in nothing that counts; what is left
 * makes the order total, so that any order of arrival gives the same. */
static int
compare_rest(const struct fact *a, const struct fact *b)
{
	int	c = order(a->mark, b->mark);

	if (c == 0)
		c = strcmp(a->report, b->report);
	if (c == 0)
		c = order(a->inherited, b->inherited);
	if (c == 0)
		c = order(a->rated.precision, b->rated.precision);
	return c != 0 ? c :
	    order(a->published.precision, b->published.precision);
}

/* Which of two facts about one cell counts: as at struct fact. */
static int
compare_weight(const struct fact *a, const struct fact *b)
{
	int	c = day_compare(a->rated, b->rated);

	if (c == 0)
		c = (a->mark != MARK_NOT_STATED) - (b->mark != MARK_NOT_STATED);
	if (c == 0)
		c = order(published(a), published(b));
	if (c == 0)
		c = order(a->revision, b->revision);
	if (c == 0)
		c = (a->digest > b->digest) - (a->digest < b->digest);
	return c != 0 ? c : compare_rest(a, b);
}

static int
compare_facts(const struct fact *a, const struct fact *b)
{
	struct key	ka = key_of(a), kb = key_of(b);
	int		c = compare_keys(&ka, &kb);

	return c != 0 ? c : compare_weight(a, b);
}

static void
sift_down(const struct fact **heap, size_t at, size_t n)
{
	const struct fact	*moving = heap[at];
	size_t			 child;

	while ((child = 2 * at + 1) < n) {
		if (child + 1 < n &&
		    compare_facts(heap[child], heap[child + 1]) < 0)
			child++;
		if (compare_facts(moving, heap[child]) >= 0)
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moving;
}

/* Heapsort: no memory, no recursion, no bad case. */
static void
sort(const struct fact **fact, size_t n)
{
	const struct fact	*first;
	size_t			 i;

	for (i = n / 2; i > 0; i--)
		sift_down(fact, i - 1, n);
	for (i = n; i > 1; i--) {
		first = fact[0];
		fact[0] = fact[i - 1];
		fact[i - 1] = first;
		sift_down(fact, 0, i - 1);
	}
}

struct history
history_open(const struct facts *facts, const struct fact **scratch)
{
	size_t	i;

	for (i = 0; i < facts->nfact; i++)
		scratch[i] = &facts->fact[i];
	sort(scratch, facts->nfact);
	return (struct history){ facts, scratch, facts->nfact };
}

size_t
history_rank(const struct history *h, const struct key *key, int32_t day)
{
	size_t		low = 0, high = h->n, middle;
	struct key	k;
	int		c;

	while (low < high) {
		middle = low + (high - low) / 2;
		k = key_of(h->fact[middle]);
		c = compare_keys(&k, key);
		if (c < 0 || (c == 0 && h->fact[middle]->rated.serial <= day))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * An inspection that gave no rating takes none away: CQC went on showing the
 * ratings of 2021 for the Royal Oldham (RM317) after its report of 22 December
 * 2022 said "Inspected but not rated".
 */
static int
leaves_standing(enum mark m)
{
	return m == MARK_INSPECTED_NOT_RATED || m == MARK_NO_ACTION;
}

static const struct fact *
find_latest(const struct history *h, const struct key *key, int32_t day)
{
	size_t			 i = history_rank(h, key, day);
	const struct fact	*last = NULL;
	struct key		 k;

	for (; i > 0; i--) {
		k = key_of(h->fact[i - 1]);
		if (compare_keys(&k, key) != 0)
			break;
		if (last == NULL)
			last = h->fact[i - 1];
		if (!leaves_standing(h->fact[i - 1]->mark))
			return mark_rating(h->fact[i - 1]->mark) != RATING_NONE ?
			    h->fact[i - 1] : last;
	}
	return last;
}

/* A source that gave an overall and none of its questions takes the older ones
 * away; what is given on the same day counts. */
const struct fact *
history_latest(const struct history *h, const struct key *key, int32_t day)
{
	const struct fact	*f = find_latest(h, key, day), *silence;
	struct key		 all = *key;

	if (f == NULL || key->question < QUESTION_SAFE ||
	    key->question > QUESTION_WELL_LED)
		return f;
	all.question = QUESTION_NONE;
	silence = find_latest(h, &all, day);
	return silence != NULL && day_compare(silence->rated, f->rated) > 0 ?
	    silence : f;
}

int
history_tied(const struct history *h, const struct fact *f)
{
	struct key	 key = key_of(f);
	size_t		 i = history_rank(h, &key, f->rated.serial);
	const struct fact *other;

	for (; i > 0 && fact_same_cell(h->fact[i - 1], f); i--) {
		other = h->fact[i - 1];
		if (day_compare(other->rated, f->rated) != 0)
			return 0;
		if (published(other) == published(f) &&
		    other->mark != f->mark &&
		    mark_rating(other->mark) != RATING_NONE &&
		    mark_rating(f->mark) != RATING_NONE)
			return 1;
	}
	return 0;
}

int
fact_same_place(const struct fact *a, const struct fact *b)
{
	return strcmp(a->location, b->location) == 0 &&
	    strcmp(a->service, b->service) == 0;
}

int
fact_same_cell(const struct fact *a, const struct fact *b)
{
	return a->question == b->question && fact_same_place(a, b);
}
