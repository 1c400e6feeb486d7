#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "broker/clock.h"
#include "broker/core.h"
#include "broker/guard.h"
#include "broker/peers.h"
#include "broker/seat.h"
#include "broker/shell.h"
#include "broker/store.h"
#include "proto/bus.h"

enum {
	TICK_MS = 25,
	FRAMES_EACH = 64	/* of one socket before the next has its turn */
};

struct shell {
	const struct broker_conf *conf;
	const struct self	*self;
	char			 seat[700];	/* host, machine, endpoint */
	struct bus		*bus;
	struct bus_socket	*socket[DOOR_COUNT];
	int			 signals;
	struct peers		*peers;
	struct core		*core;
	struct store		*store;
	struct actions		 actions;
	struct arena		*arena;		/* of one frame that came in */
	int64_t			 tick_at;
	int			 over;
	struct meters		 meters;	/* of no stage */
	struct db_count		 count;
};

/* A REPORT has our own beside those of the stages, and says who we are. */
static void
add_self(struct shell *s, struct frame *f)
{
	memcpy(&s->meters.n[METER_PG_CONNECTION], s->count.n,
	    sizeof(s->count.n));
	f->meter = s->meters.n;
	f->nmeter = METER_COUNT;
	f->instance = s->self->instance;
	f->name = s->conf->name;
	f->told = self_told(s->self);
}

static int
send_frame(struct shell *s, struct action *a)
{
	const struct bus_peer	*to;
	enum door		 door;
	struct err		 e;
	int			 rc;

	to = peers_find(s->peers, a->peer, &door);
	if (to == NULL)
		return 0;
	if (a->frame.type == FRAME_REPORT)
		add_self(s, &a->frame);
	rc = bus_send(s->socket[door], to, &a->frame, &e);
	if (rc == 0)
		s->meters.n[errno == EAGAIN ? METER_EAGAIN :
		    METER_UNROUTABLE]++;
	if (rc == -1)
		LOG(ERROR, "could not send", LOG_TEXT("error", e.text));
	return rc == 1;
}

/* Who said that he goes is no trouble. */
static void
log_lost(const struct action *a)
{
	if (a->blamed)
		LOG(WARN, "a worker is gone",
		    LOG_TEXT("stage", stage_name(a->stage)),
		    LOG_TEXT("worker", a->text), LOG_TEXT("why", a->why));
	else
		LOG(INFO, "a worker left",
		    LOG_TEXT("stage", stage_name(a->stage)),
		    LOG_TEXT("worker", a->text), LOG_TEXT("why", a->why));
}

static void
act(struct shell *s, struct action *a)
{
	switch (a->type) {
	case ACT_SEND:
		if (a->peer == CLOCK_PEER) {
			store_action(s->store, a);
			break;
		}
		a->unsent = !send_frame(s, a);
		break;
	case ACT_REFILL:
	case ACT_ASIDE:
	case ACT_QUARANTINE:
		store_action(s->store, a);
		break;
	case ACT_JOINED:
		LOG(INFO, "a worker joined",
		    LOG_TEXT("stage", stage_name(a->stage)),
		    LOG_TEXT("worker", a->text));
		break;
	case ACT_LOST:
		log_lost(a);
		break;
	case ACT_SETTING:
		LOG(INFO, a->text, LOG_TEXT("stage", stage_name(a->stage)));
		break;
	case ACT_EXIT:
		s->over = 1;
		break;
	}
}

/* The core hears of the actions from `from` on that did not reach anyone;
 * what it wants done about that is added to the list. */
static void
report_unsent(struct shell *s, size_t from, size_t upto)
{
	struct core_event	 ev = { .type = EV_UNSENT };
	struct frame		 f;
	size_t			 i;

	for (i = from; i < upto; i++) {
		if (!s->actions.item[i].unsent)
			continue;
		f = s->actions.item[i].frame;
		ev.peer = s->actions.item[i].peer;
		ev.frame = &f;
		core_event(s->core, clock_ms(), &ev, &s->actions);
	}
}

static void
feed(void *arg, const struct core_event *ev)
{
	struct shell	*s = arg;
	size_t		 i, done, upto;

	actions_reset(&s->actions);
	core_event(s->core, clock_ms(), ev, &s->actions);
	for (done = 0; done < s->actions.n; done = upto) {
		upto = s->actions.n;
		for (i = done; i < upto; i++)
			act(s, &s->actions.item[i]);
		report_unsent(s, done, upto);
	}
}

static void
room(void *arg, enum stage stage, uint32_t *count, uint64_t *bytes)
{
	core_room(((struct shell *)arg)->core, stage, count, bytes);
}

static void
skip(void *arg, enum stage stage, int live, int64_t after, int64_t upto,
    struct skip *out)
{
	core_skip(((struct shell *)arg)->core, stage, live, after, upto, out);
}

/* A peer that may not go on: whatever it had in hand is given to others. */
static void
turn_away(struct shell *s, enum door door, const struct bus_peer *from,
    uint32_t peer, const char *why)
{
	const struct key	*who = bus_sender(s->socket[door]);
	struct frame		 bye = { .type = FRAME_BYE, .text = why };
	struct core_event	 ev = { .type = EV_FRAME, .door = door,
				    .peer = peer, .frame = &bye };
	struct err		 e;

	if (door == DOOR_WORKER)
		feed(s, &ev);
	bus_send(s->socket[door], from, &bye, &e);
	bus_tell(s->bus, BUS_REFUSED, "", "told a peer%s%s: %s",
	    who == NULL ? "" : " with the key of ",
	    who == NULL ? "" : who->name, why);
}

static void
take_frame(struct shell *s, enum door door, const struct bus_peer *from,
    struct frame *f)
{
	const struct key	*who = bus_sender(s->socket[door]);
	struct core_event	 ev = { .type = EV_FRAME, .door = door,
				    .frame = f };
	struct frame		 answer;
	struct err		 e;
	const char		*why;

	ev.peer = peers_heard(s->peers, door, from);
	why = guard_frame(who, door, f, &answer, s->arena);
	if (why != NULL) {
		turn_away(s, door, from, ev.peer, why);
		return;
	}
	if (answer.nresult != 0) {
		s->meters.n[METER_UNAUTHORISED] += answer.nresult;
		bus_send(s->socket[door], from, &answer, &e);
		bus_tell(s->bus, BUS_REFUSED, "", "refused what %s submits: "
		    "%s", who->name, answer.result[0].text);
	}
	if (f->type != FRAME_SUBMIT || f->ntask != 0)
		feed(s, &ev);
}

static void
receive(struct shell *s, enum door door)
{
	struct bus_peer		 from;
	struct frame		 f;
	struct err		 e;
	int			 n, rc = 1;

	for (n = 0; n < FRAMES_EACH && rc != 0; n++) {
		arena_reset(s->arena);
		rc = bus_recv(s->socket[door], &from, s->arena, &f, &e);
		if (rc == -1) {
			s->meters.n[e.kind == ERR_NEWER ? METER_VERSION :
			    METER_DECODE]++;
			LOG(WARN, "dropped what is not a frame",
			    LOG_TEXT("error", e.text));
		}
		if (rc == 1)
			take_frame(s, door, &from, &f);
	}
}

static void
take_signals(struct shell *s)
{
	struct signalfd_siginfo	 info;

	if (read(s->signals, &info, sizeof(info)) != sizeof(info))
		return;
	LOG(INFO, "draining", LOG_INT("signal", info.ssi_signo));
	store_yield(s->store);
	feed(s, &(struct core_event){ .type = EV_STOP });
}

/* One turn of everything but the store, which calls this while it connects. */
static void
turn(struct shell *s, long timeout)
{
	struct bus_poll	 p[DOOR_COUNT + 2] = { { 0 } };
	enum door	 d;
	int		 fd = store_fd(s->store);

	for (d = 0; d < DOOR_COUNT; d++)
		p[d].socket = s->socket[d];
	p[DOOR_COUNT].fd = s->signals;
	p[DOOR_COUNT + 1].fd = fd;
	bus_wait(p, fd == -1 ? DOOR_COUNT + 1 : DOOR_COUNT + 2, timeout);
	for (d = 0; d < DOOR_COUNT; d++)
		if (p[d].ready)
			receive(s, d);
	s->meters.n[METER_HANDSHAKE] += bus_log(s->bus);
	if (p[DOOR_COUNT].ready)
		take_signals(s);
	if (clock_ms() >= s->tick_at) {
		s->tick_at = clock_ms() + TICK_MS;
		feed(s, &(struct core_event){ .type = EV_TICK });
	}
}

static void
while_connecting(void *arg)
{
	turn(arg, 0);
}

/* An end that nobody could store is found again by whoever comes next. */
static int
loop(struct shell *s, struct err *e)
{
	while (!s->over || store_yields(s->store)) {
		if (store_step(s->store, clock_ms(), e) == -1)
			return -1;
		turn(s, TICK_MS);
	}
	return 0;
}

static int
open_sockets(struct shell *s, struct err *e)
{
	const char	*endpoint[DOOR_COUNT] = {
		[DOOR_WORKER] = s->conf->workers,
		[DOOR_SUBMIT] = s->conf->submit,
		[DOOR_CONTROL] = s->conf->control,
	};
	enum door	 d;

	s->bus = bus_new(e);
	if (s->bus == NULL ||
	    key_conf_check(&s->conf->key, ROLE_BROKER, STAGE_NONE, e) != 0 ||
	    bus_secure(s->bus, &s->conf->key, e) != 0 ||
	    bus_guard(s->bus, s->conf->keys, e) != 0)
		return -1;
	for (d = 0; d < DOOR_COUNT; d++) {
		s->socket[d] = bus_bind(s->bus, endpoint[d],
		    guard_roles((enum door)d), e);
		if (s->socket[d] == NULL)
			return err_add(e, "%s", endpoint[d]);
		LOG(INFO, "listening", LOG_TEXT("endpoint", endpoint[d]));
	}
	return 0;
}

static int
open_signals(struct shell *s, struct err *e)
{
	sigset_t	 set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	s->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (s->signals == -1)
		return err_set(e, ERR_SETUP, "no signalfd");
	return 0;
}

static void
make(struct shell *s)
{
	struct store_conf	 sc = { .conninfo = s->conf->db,
		.instance = s->self->instance, .name = s->conf->name,
		.workers = s->conf->workers, .submit = s->conf->submit,
		.seat = s->seat, .lease_ms = s->conf->lease_ms,
		.count = &s->count,
		.event = feed, .room = room, .skipper = { skip, s },
		.idle = while_connecting, .arg = s };

	seat_name(s->seat, sizeof(s->seat), seat_machines, s->conf->workers);
	actions_init(&s->actions);
	s->arena = arena_new(0);
	s->peers = peers_new((uint32_t)s->conf->peers);
	s->core = shell_core(s->conf, s->self->instance);
	s->store = store_new(&sc);
}

static void
release(struct shell *s)
{
	enum door	 d;

	store_free(&s->store);
	core_free(&s->core);
	peers_free(&s->peers);
	arena_free(&s->arena);
	actions_release(&s->actions);
	for (d = 0; d < DOOR_COUNT; d++)
		if (s->socket[d] != NULL)
			bus_close(&s->socket[d]);
	if (s->bus != NULL)
		bus_free(&s->bus);
	if (s->signals != -1)
		close(s->signals);
}

int
shell_run(const struct broker_conf *conf, const struct self *self,
    struct err *e)
{
	struct shell	 s = { .conf = conf, .self = self, .signals = -1 };
	int		 rc;

	make(&s);
	rc = open_signals(&s, e);
	if (rc == 0)
		rc = open_sockets(&s, e);
	if (rc == 0)
		rc = loop(&s, e);
	release(&s);
	return rc;
}
