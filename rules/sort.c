#include <assert.h>
#include <string.h>

#include "rules/sort.h"

struct heap {
	char	*at;
	size_t	 size;
	sort_fn	*compare;
};

static void *
entry(const struct heap *h, size_t i)
{
	return h->at + i * h->size;
}

static void
sift_down(const struct heap *h, size_t at, size_t n)
{
	_Alignas(max_align_t) char	moving[SORT_SIZE_MAX];
	size_t				child;

	memcpy(moving, entry(h, at), h->size);
	while ((child = 2 * at + 1) < n) {
		if (child + 1 < n &&
		    h->compare(entry(h, child), entry(h, child + 1)) < 0)
			child++;
		if (h->compare(moving, entry(h, child)) >= 0)
			break;
		memcpy(entry(h, at), entry(h, child), h->size);
		at = child;
	}
	memcpy(entry(h, at), moving, h->size);
}

static int
is_sorted(const struct heap *h, size_t n)
{
	size_t	i;

	for (i = 1; i < n; i++)
		if (h->compare(entry(h, i - 1), entry(h, i)) > 0)
			return 0;
	return 1;
}

void
sort_array(void *array, size_t n, size_t size, sort_fn *compare)
{
	struct heap	h = { array, size, compare };
	char		last[SORT_SIZE_MAX];
	size_t		i;

	assert(size <= SORT_SIZE_MAX);
	if (is_sorted(&h, n))
		return;
	for (i = n / 2; i > 0; i--)
		sift_down(&h, i - 1, n);
	for (i = n; i > 1; i--) {
		memcpy(last, entry(&h, i - 1), size);
		memcpy(entry(&h, i - 1), entry(&h, 0), size);
		memcpy(entry(&h, 0), last, size);
		sift_down(&h, 0, i - 1);
	}
}
