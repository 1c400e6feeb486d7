#include "broker/queue.h"

enum { QUANTUM = 16384 };	/* bytes of one source at a time */

/* Of `sum` turns each lane has as many as its weight; a lane that has nothing
 * waiting leaves its turns to the other. */
static struct queue *
choose_lane(struct window *w, const uint32_t weight[LANE_COUNT])
{
	struct queue	*live = &w->lane[LANE_LIVE];
	struct queue	*bulk = &w->lane[LANE_BULK];
	uint32_t	 sum = weight[LANE_LIVE] + weight[LANE_BULK];

	if (live->waiting.count == 0)
		return bulk;
	if (bulk->waiting.count == 0)
		return live;
	w->turn = (w->turn + 1) % sum;
	return w->turn < weight[LANE_LIVE] ? live : bulk;
}

static void
next_flow(struct queue *q)
{
	q->at = (q->at + 1) % FLOWS;
	if (q->flow[q->at].waiting.count != 0)
		q->flow[q->at].deficit += QUANTUM;
}

/* Deficit round robin. */
struct msg *
queue_next(struct window *w, const uint32_t weight[LANE_COUNT])
{
	struct queue	*q;
	struct flow	*f;

	if (w->waiting.count == 0)
		return NULL;
	q = choose_lane(w, weight);
	for (;; next_flow(q)) {
		f = &q->flow[q->at];
		if (f->waiting.count == 0)
			f->deficit = 0;
		else if (f->waiting.count == q->waiting.count ||
		    f->waiting.head->bytes <= f->deficit)
			break;
	}
	f->deficit -= f->deficit < f->waiting.head->bytes ? f->deficit :
	    f->waiting.head->bytes;
	return f->waiting.head;
}

void
queue_keep(struct window *w, struct msg *m, const uint32_t weight[LANE_COUNT])
{
	uint32_t	 sum = weight[LANE_LIVE] + weight[LANE_BULK];

	m->flow->deficit += m->bytes;
	if (w->lane[LANE_LIVE].waiting.count != 0 &&
	    w->lane[LANE_BULK].waiting.count != 0)
		w->turn = (w->turn + sum - 1) % sum;
}

void
queue_return(struct msg *m)
{
	list_push_front(&m->flow->waiting, m);
}
