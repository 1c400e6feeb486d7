#include <stdlib.h>
#include <string.h>

#include "proto/convert.h"
#include "proto/outbox.h"

enum {
	FRAME_BYTES = 1024 * 1024,
	RESEND_MS = 5000,	/* without an answer: send it again */
	LOOK_MS = 100		/* between looks for those */
};

struct outbox_item {
	uint64_t	 id;		/* 0: free slot */
	uint64_t	 tag;
	int64_t		 sent_at;	/* 0: is to be sent */
	char		*source, *source_id;
	struct buf	 payload;
};

void
outbox_init(struct outbox *o, size_t window)
{
	*o = (struct outbox){ .window = window, .next = 1, .oldest = 1,
	    .due = 1, .item = calloc(window, sizeof(*o->item)) };
	if (o->item == NULL)
		abort();
	congestion_init(&o->congestion, window);
}

static void
clear(struct outbox_item *it)
{
	free(it->source);
	free(it->source_id);
	buf_release(&it->payload);
	*it = (struct outbox_item){ 0 };
}

void
outbox_release(struct outbox *o)
{
	size_t	 i;

	for (i = 0; i < o->window; i++)
		clear(&o->item[i]);
	free(o->item);
	*o = (struct outbox){ 0 };
}

static struct outbox_item *
find(const struct outbox *o, uint64_t id)
{
	struct outbox_item	*it = &o->item[id % o->window];

	return id != 0 && it->id == id ? it : NULL;
}

int
outbox_full(const struct outbox *o)
{
	return o->pending >= o->window || o->next - o->oldest >= o->window;
}

uint64_t
outbox_put(struct outbox *o, const struct event *ev, uint64_t tag)
{
	struct outbox_item	*it = &o->item[o->next % o->window];

	*it = (struct outbox_item){ .id = o->next++, .tag = tag,
	    .source = strdup(ev->source), .source_id = strdup(ev->source_id) };
	if (it->source == NULL || it->source_id == NULL)
		abort();
	event_pack(ev, &it->payload);
	o->pending++;
	return it->id;
}

static void
mark_due(struct outbox *o, struct outbox_item *it)
{
	it->sent_at = 0;
	if (it->id < o->due)
		o->due = it->id;
}

static void
give_up_old(struct outbox *o, int64_t now)
{
	struct outbox_item	*it;
	uint64_t		 id;

	if (now < o->look_at)
		return;
	o->look_at = now + LOOK_MS;
	for (id = o->oldest; id < o->next; id++) {
		it = find(o, id);
		if (it == NULL || it->sent_at == 0 ||
		    now - it->sent_at < RESEND_MS)
			continue;
		congestion_in(&o->congestion);
		mark_due(o, it);
	}
}

int
outbox_frame(struct outbox *o, int64_t now, struct frame *f, struct task *task)
{
	struct outbox_item	*it;
	size_t			 bytes = 0, room;

	give_up_old(o, now);
	room = congestion_room(&o->congestion, now);
	*f = (struct frame){ .type = FRAME_SUBMIT, .task = task };
	for (; o->due < o->next && f->ntask < room &&
	    f->ntask < OUTBOX_FRAME && bytes < FRAME_BYTES; o->due++) {
		it = find(o, o->due);
		if (it == NULL || it->sent_at != 0)
			continue;
		it->sent_at = now;
		congestion_out(&o->congestion);
		bytes += it->payload.len;
		task[f->ntask++] = (struct task){ .id = it->id,
		    .source = it->source, .source_id = it->source_id,
		    .payload = { (const uint8_t *)it->payload.data,
		    it->payload.len } };
	}
	return f->ntask != 0;
}

void
outbox_unsent(struct outbox *o, const struct frame *f)
{
	size_t	 i;

	for (i = 0; i < f->ntask; i++) {
		congestion_in(&o->congestion);
		mark_due(o, find(o, f->task[i].id));
	}
}

void
outbox_again(struct outbox *o)
{
	uint64_t	 id;

	for (id = o->oldest; id < o->next; id++)
		if (find(o, id) != NULL)
			find(o, id)->sent_at = 0;
	o->due = o->oldest;
	congestion_init(&o->congestion, o->window);
}

int
outbox_answered(struct outbox *o, uint64_t id, uint64_t *tag)
{
	struct outbox_item	*it = find(o, id);

	if (it == NULL)
		return 0;
	if (it->sent_at != 0)
		congestion_in(&o->congestion);
	*tag = it->tag;
	clear(it);
	o->pending--;
	while (o->oldest < o->next && find(o, o->oldest) == NULL)
		o->oldest++;
	return 1;
}

void
outbox_busy(struct outbox *o, uint64_t id, int64_t now, int64_t retry_ms)
{
	struct outbox_item	*it = find(o, id);

	if (it == NULL || it->sent_at == 0)
		return;
	congestion_busy(&o->congestion, now, retry_ms);
	mark_due(o, it);
}
