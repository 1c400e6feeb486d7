#include "base/clock.h"
#include "proto/bus.h"
#include "proto/client.h"
#include "proto/endpoints.h"

enum { TICK_MS = 20 };

/* A question that is put to several brokers at once. */
struct inquiry {
	struct bus		*bus;
	struct endpoints	 ends;
	struct bus_poll		 ask[ENDPOINTS_MAX];
	int			 sent[ENDPOINTS_MAX];
	const struct frame	*as;
	size_t			 open;		/* may still answer */
	int			 refused;	/* then the error says by whom */
};

static int
inquiry_open(struct inquiry *q, const struct key_conf *key,
    const char *list, struct err *e)
{
	q->bus = bus_new(e);
	if (q->bus == NULL || endpoints_set(&q->ends, list, e) != 0 ||
	    (key != NULL && bus_secure(q->bus, key, e) != 0))
		return -1;
	for (; q->open < q->ends.n; q->open++) {
		q->ask[q->open].socket = bus_connect(q->bus,
		    endpoints_now(&q->ends), e);
		if (q->ask[q->open].socket == NULL)
			return -1;
		endpoints_next(&q->ends);
	}
	return 0;
}

static void
inquiry_close(struct inquiry *q)
{
	size_t	 i;

	for (i = 0; i < q->ends.n; i++)
		bus_close(&q->ask[i].socket);
	bus_free(&q->bus);
}

static void
refused(struct inquiry *q, const char *why, struct err *e)
{
	q->refused = 1;
	err_set(e, ERR_SETUP, "%s", why);
}

/* True if this is the answer of one of them. */
static int
inquiry_turn(struct inquiry *q, size_t i, struct arena *a, struct frame *f,
    struct err *e)
{
	struct bus_socket	*s = q->ask[i].socket;
	struct bus_peer		 peer = { 0 };

	if (!q->sent[i])
		q->sent[i] = bus_send(s, &peer, q->as, e) == 1;
	if (bus_recv(s, &peer, a, f, e) != 1)
		return 0;
	q->open--;
	if (f->type == FRAME_BYE)
		refused(q, f->text, e);
	return f->type == FRAME_REPORT;
}

/* A refused key is refused again; with one broker that is the end. */
static void
inquiry_wait(struct inquiry *q, struct err *e)
{
	struct bus_event	 ev;

	bus_wait(q->ask, q->ends.n, TICK_MS);
	while (bus_event(q->bus, &ev))
		if (ev.kind == BUS_REFUSED) {
			refused(q, ev.text, e);
			if (q->ends.n == 1)
				q->open = 0;
		}
}

int
client_query(const struct key_conf *key, const char *list,
    const struct frame *as, long patience_ms, struct arena *a,
    struct frame *out, struct err *e)
{
	const struct frame nobody = { .type = FRAME_QUERY };
	struct inquiry	 q = { .as = as == NULL ? &nobody : as };
	int64_t		 until = clock_ms() + patience_ms;
	struct frame	 f;
	size_t		 i;
	int		 there = 0;

	if (inquiry_open(&q, key, list, e) != 0) {
		inquiry_close(&q);
		return -1;
	}
	while (q.open != 0 && !(there && !out->standby) &&
	    clock_ms() < until) {
		for (i = 0; i < q.ends.n; i++)
			if (inquiry_turn(&q, i, a, &f, e) &&
			    (!there || out->standby)) {
				*out = f;
				there = 1;
			}
		inquiry_wait(&q, e);
	}
	if (!there && !q.refused)
		err_set(e, ERR_AGAIN, "the broker at %s did not answer", list);
	inquiry_close(&q);
	return there ? 0 : -1;
}
