#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "broker/window.h"

/* A source may hold so many times what is free. */
enum { WINDOW_SHARE = 4 };

void
window_init(struct window *w, uint32_t count, uint64_t bytes)
{
	size_t		 i, size = 16;
	enum lane	 lane;

	memset(w, 0, sizeof(*w));
	while (size < count)
		size *= 2;
	w->table = calloc(size, sizeof(*w->table));
	if (w->table == NULL)
		abort();
	w->mask = size - 1;
	w->count_max = w->count_bound = count;
	w->bytes_max = bytes;
	for (lane = LANE_LIVE; lane < LANE_COUNT; lane++) {
		w->lane[lane].waiting.whole = &w->waiting;
		for (i = 0; i < FLOWS; i++)
			w->lane[lane].flow[i].waiting.whole =
			    &w->lane[lane].waiting;
	}
}

void
window_resize(struct window *w, uint32_t count)
{
	w->count_max = count;
	w->count_bound = count > w->count ? count : w->count;
}

void
window_release(struct window *w)
{
	struct msg	*m, *next;
	size_t		 i;

	for (i = 0; i <= w->mask; i++)
		for (m = w->table[i]; m != NULL; m = next) {
			next = m->chain;
			free(m);
		}
	free(w->table);
	memset(w, 0, sizeof(*w));
}

static size_t
text_size(const char *s)
{
	return s == NULL ? 1 : strlen(s) + 1;
}

size_t
window_task_bytes(const struct task *t)
{
	return sizeof(struct msg) + t->payload.len + text_size(t->source) +
	    text_size(t->source_id) + text_size(t->trace);
}

/* Ids are drawn in order, come in order and leave in order: neighbours lie side
 * by side, so that one line of the cache has the places of eight. */
static struct msg **
slot(const struct window *w, uint64_t id)
{
	return &w->table[id & w->mask];
}

struct msg *
window_find(const struct window *w, uint64_t id)
{
	struct msg	*m;

	for (m = *slot(w, id); m != NULL; m = m->chain)
		if (m->task.id == id)
			break;
	return m;
}

static const char *
keep_text(char **at, const char *s)
{
	size_t	 n = text_size(s);
	char	*kept = *at;

	memcpy(kept, s == NULL ? "" : s, n);
	*at += n;
	return kept;
}

static struct msg *
copy_task(const struct task *t, size_t bytes)
{
	struct msg	*m = malloc(bytes);
	char		*at;

	if (m == NULL)
		abort();
	memset(m, 0, sizeof(*m));
	m->task = *t;
	m->bytes = bytes;
	at = (char *)(m + 1);
	m->task.source = keep_text(&at, t->source);
	m->task.source_id = keep_text(&at, t->source_id);
	m->task.trace = keep_text(&at, t->trace);
	m->task.payload.data = (const uint8_t *)at;
	if (t->payload.len != 0)
		memcpy(at, t->payload.data, t->payload.len);
	return m;
}

void
window_left(const struct window *w, enum lane lane, uint32_t *count,
    uint64_t *bytes)
{
	*count = w->count_max;
	*bytes = w->bytes_max;
	if (lane == LANE_BULK) {
		*count -= *count / WINDOW_LIVE;
		*bytes -= *bytes / WINDOW_LIVE;
	}
	*count -= w->count < *count ? w->count : *count;
	*bytes -= w->bytes < *bytes ? w->bytes : *bytes;
}

int
window_room(const struct window *w, enum lane lane, size_t bytes)
{
	uint32_t	 count;
	uint64_t	 most;

	window_left(w, lane, &count, &most);
	return count != 0 && bytes <= most;
}

/*
 * The flow of a source.  Two sources share one only where their hashes are the
 * same, or where so many are about that all places are taken.
 */
static struct flow *
find_flow(struct window *w, enum lane lane, const char *source)
{
	uint32_t	 i, key = source == NULL ? 0 : text_hash(source);
	struct flow	*at = NULL, *empty = NULL;

	for (i = 0; i < FLOW_PLACES; i++) {
		at = &w->lane[lane].flow[(key + i) % FLOWS];
		if (at->held != 0 && at->key == key)
			break;
		if (at->held == 0 && empty == NULL)
			empty = at;
	}
	if (i == FLOW_PLACES && empty != NULL) {
		at = empty;
		at->key = key;
	}
	return at;
}

int
window_greedy(struct window *w, enum lane lane, const char *source,
    size_t bytes)
{
	const struct flow	*f = find_flow(w, lane, source);
	uint32_t		 count;
	uint64_t		 most;

	window_left(w, lane, &count, &most);
	return f->held >= count * WINDOW_SHARE ||
	    f->bytes + bytes > most * WINDOW_SHARE;
}

struct msg *
window_add(struct window *w, const struct task *t)
{
	size_t		 bytes = window_task_bytes(t);
	struct msg	*m, **at;

	if (!window_room(w, t->lane, bytes))
		return NULL;
	m = copy_task(t, bytes);
	m->flow = find_flow(w, t->lane, t->source);
	m->flow->held++;
	m->flow->bytes += bytes;
	at = slot(w, t->id);
	m->chain = *at;
	*at = m;
	w->count++;
	w->bytes += bytes;
	list_push(&m->flow->waiting, m);
	return m;
}

void
window_drop(struct window *w, struct msg *m)
{
	struct msg	**at = slot(w, m->task.id);

	if (m->list != NULL)
		list_take(m);
	while (*at != m)
		at = &(*at)->chain;
	*at = m->chain;
	w->count--;
	w->bytes -= m->bytes;
	m->flow->held--;
	m->flow->bytes -= m->bytes;
	free(m);
}

static void
enter(struct list *l, struct msg *m)
{
	m->list = l;
	for (; l != NULL; l = l->whole) {
		l->count++;
		l->bytes += m->bytes;
	}
}

void
list_push(struct list *l, struct msg *m)
{
	assert(m->list == NULL);
	m->prev = l->tail;
	m->next = NULL;
	*(l->tail == NULL ? &l->head : &l->tail->next) = m;
	l->tail = m;
	enter(l, m);
}

void
list_push_front(struct list *l, struct msg *m)
{
	assert(m->list == NULL);
	m->next = l->head;
	m->prev = NULL;
	*(l->head == NULL ? &l->tail : &l->head->prev) = m;
	l->head = m;
	enter(l, m);
}

void
list_take(struct msg *m)
{
	struct list	*l = m->list;

	*(m->prev == NULL ? &l->head : &m->prev->next) = m->next;
	*(m->next == NULL ? &l->tail : &m->next->prev) = m->prev;
	m->prev = m->next = NULL;
	m->list = NULL;
	for (; l != NULL; l = l->whole) {
		l->count--;
		l->bytes -= m->bytes;
	}
}
