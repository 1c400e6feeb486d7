#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <microhttpd.h>

#include "base/text.h"
#include "web/guests.h"
#include "web/http.h"
#include "web/listen.h"
#include "web/odd.h"

enum { CONNECTION_MEMORY = 64 * 1024, HEADERS_MAX = 100,
    PART_BYTES = 32 * 1024, READ_OUT = 16 << 20 };

/* A request may take so many times as long as a peer may be silent. */
enum { PATIENCE = 4, SECOND_MS = 1000 };

struct http {
	struct MHD_Daemon	*daemon;
	struct http_conf	 conf;
	struct guests		*guests;
	serve_fn		*fn;
	void			*arg;
	atomic_uint_fast64_t	 held, requests, refused, bytes;
};

struct exchange;

typedef enum MHD_Result	 refuse_fn(struct exchange *);

/* A request with what carries it. */
struct exchange {
	struct request		 request;	/* first: one is the other */
	struct http		*http;
	struct MHD_Connection	*connection;
	struct pair		 headers[HEADERS_MAX], arguments[HEADERS_MAX];
	size_t			 n[2];
	int			 many;		/* more headers than that */
	int			 bare;		/* a line that ends in LF alone */
	int			 odd;		/* no text is in the address */
	int			 served;
	refuse_fn		*refused;	/* once it was read, or NULL */
	size_t			 sent;		/* of what it has to say now */
};

/* ---- the answer ------------------------------------------------------------- */

/* Whoever gives more may hold the request meanwhile; 0: call again. */
static ssize_t
read_part(void *arg, uint64_t at, char *to, size_t most)
{
	struct exchange	*x = arg;
	struct request	*r = &x->request;
	size_t		 n = r->out.len - x->sent;

	(void)at;
	if (r->status >= 500)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (n == 0 && r->more == NULL)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (n == 0) {
		x->sent = 0;
		buf_clear(&r->out);
		r->more(r);
		return 0;
	}
	if (n > most)
		n = most;
	memcpy(to, r->out.data + x->sent, n);
	x->sent += n;
	return (ssize_t)n;
}

static struct MHD_Response *
response(struct exchange *x)
{
	struct request	*r = &x->request;

	if (r->more != NULL)
		return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN,
		    PART_BYTES, read_part, x, NULL);
	return MHD_create_response_from_buffer(r->out.len, r->out.data,
	    MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result
respond(struct exchange *x, int closes)
{
	struct request		*r = &x->request;
	struct MHD_Response	*m = response(x);
	enum MHD_Result		 rc;
	size_t			 i;

	if (m == NULL)
		return MHD_NO;
	for (i = 0; i < r->nset; i++)
		MHD_add_response_header(m, r->set[i].name, r->set[i].value);
	MHD_add_response_header(m, "X-Content-Type-Options", "nosniff");
	if (closes)
		MHD_add_response_header(m, "Connection", "close");
	rc = MHD_queue_response(x->connection, r->status, m);
	MHD_destroy_response(m);
	return rc;
}

static enum MHD_Result
refuse(struct exchange *x, unsigned status, const char *sentence)
{
	atomic_fetch_add(&x->http->refused, 1);
	answer_problem(&x->request, status, "", "", sentence);
	return respond(x, 1);
}

/* ---- the request ------------------------------------------------------------ */

static enum MHD_Result
take_pair(void *arg, enum MHD_ValueKind kind, const char *name,
    const char *value)
{
	struct exchange	*x = arg;
	int		 of = kind == MHD_GET_ARGUMENT_KIND;
	struct pair	*list = of ? x->arguments : x->headers;

	if (x->n[of] == HEADERS_MAX) {
		x->many = 1;
		return MHD_NO;
	}
	if (kind == MHD_HEADER_KIND)
		x->bare |= odd_line(value);
	else
		x->odd |= odd_text(name) || odd_text(value);
	list[x->n[of]++] = (struct pair){ arena_text(x->request.arena, name),
	    arena_text(x->request.arena, value) };
	return MHD_YES;
}

static struct exchange *
exchange_new(struct http *h, struct MHD_Connection *c, const char *url,
    const char *method, const char *version)
{
	struct exchange	*x = calloc(1, sizeof(*x));
	struct request	*r;

	if (x == NULL)
		abort();
	r = &x->request;
	x->http = h;
	x->connection = c;
	r->arena = arena_new(0);
	r->method = arena_text(r->arena, method);
	r->path = arena_text(r->arena, url);
	x->bare = version[0] != '\0' && odd_line(version);
	x->odd = odd_text(url);
	MHD_get_connection_values(c, MHD_HEADER_KIND, take_pair, x);
	MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, take_pair, x);
	r->header = x->headers;
	r->nheader = x->n[0];
	r->argument = x->arguments;
	r->nargument = x->n[1];
	atomic_fetch_add(&h->requests, 1);
	answer_correlation(r);
	return x;
}

static enum MHD_Result
too_large(struct exchange *x)
{
	return refuse(x, 413, arena_printf(x->request.arena, "A request may "
	    "have %lld bytes; send several, or less in one batch.",
	    (long long)x->http->conf.body_bytes));
}

static enum MHD_Result
no_room(struct exchange *x)
{
	answer_set(&x->request, "Retry-After", "1");
	return refuse(x, 503, "More is under way than fits into memory; "
	    "nothing was taken.");
}

/*
 * A connection that is closed while more of the request is on its way is reset,
 * and whoever still sends, a proxy for one, may never see why.  So a body is read
 * and thrown away first, unless it is very long or not sent yet.
 */
static enum MHD_Result
refuse_behind(struct exchange *x, refuse_fn *how, int64_t length)
{
	if (length > READ_OUT || *request_header(&x->request, "Expect") != '\0')
		return how(x);
	x->refused = how;
	return MHD_YES;
}

/* What the headers alone show. */
static enum MHD_Result
begin(struct exchange *x)
{
	const struct request	*r = &x->request;
	const char		*fault = guard_fault(r->header, r->nheader);
	int64_t			 length = 0;

	if (fault != NULL || x->many || x->bare)
		return refuse(x, 400, fault != NULL ? fault : x->bare ?
		    "A line of the request ends in LF and not in CRLF." :
		    "There are too many headers or arguments.");
	if (x->odd)
		return refuse(x, 400, "The address is not UTF-8, or has a NUL "
		    "in it.");
	if (text_number(request_header(r, "Content-Length"), 0, INT64_MAX,
	    &length) == 0 && length > x->http->conf.body_bytes)
		return refuse_behind(x, too_large, length);
	if (atomic_load(&x->http->held) > (uint64_t)x->http->conf.held_bytes)
		return refuse_behind(x, no_room, length);
	return MHD_YES;
}

static void
take_body(struct exchange *x, const char *data, size_t n)
{
	struct buf	*b = &x->request.body;

	if (b->len + n > (size_t)x->http->conf.body_bytes)
		x->refused = too_large;
	if (x->refused != NULL)
		return;
	buf_add(b, data, n);
	atomic_fetch_add(&x->http->held, n);
	atomic_fetch_add(&x->http->bytes, n);
}

static struct guest *
guest_of(struct MHD_Connection *c)
{
	return MHD_get_connection_info(c,
	    MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static enum MHD_Result
handle(void *arg, struct MHD_Connection *c, const char *url,
    const char *method, const char *version, const char *data, size_t *n,
    void **own)
{
	struct http	*h = arg;
	struct exchange	*x = *own;

	if (x == NULL) {
		x = *own = exchange_new(h, c, url, method, version);
		return begin(x);
	}
	if (*n > 0) {
		take_body(x, data, *n);
		*n = 0;
		return MHD_YES;
	}
	guest_asked(guest_of(c));
	if (x->refused != NULL)
		return x->refused(x);
	if (!x->served) {
		x->served = 1;
		h->fn(h->arg, &x->request);
		if (x->served == 2)
			return MHD_YES;
	}
	return respond(x, 0);
}

/* The connection waits; from here on the request may belong to another. */
void
http_hold(struct request *r)
{
	struct exchange	*x = (struct exchange *)r;

	x->served = 2;
	MHD_suspend_connection(x->connection);
}

void
http_done(struct request *r)
{
	MHD_resume_connection(((struct exchange *)r)->connection);
}

static void
end(void *arg, struct MHD_Connection *c, void **own,
    enum MHD_RequestTerminationCode why)
{
	struct exchange	*x = *own;

	(void)arg;
	(void)why;
	guest_answered(guest_of(c));
	if (x == NULL)
		return;
	atomic_fetch_sub(&x->http->held, x->request.body.len);
	buf_release(&x->request.body);
	buf_release(&x->request.out);
	arena_free(&x->request.arena);
	if (x->request.wire != NULL)
		arena_free(&x->request.wire);
	free(x);
	*own = NULL;
}

/* ---- the daemon ------------------------------------------------------------- */

static void
come_and_go(void *arg, struct MHD_Connection *c, void **guest,
    enum MHD_ConnectionNotificationCode what)
{
	struct http	*h = arg;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*guest = guest_enter(h->guests, MHD_get_connection_info(c,
		    MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
		return;
	}
	guest_leave(*guest);
	*guest = NULL;
}

struct http *
http_start(const struct http_conf *conf, serve_fn *fn, void *arg,
    struct err *e)
{
	struct sockaddr_storage	 to;
	struct http		*h;
	unsigned		 flags = MHD_USE_EPOLL_INTERNAL_THREAD |
				    MHD_ALLOW_SUSPEND_RESUME;

	if (listen_parse(conf->listen, &to, e) != 0)
		return NULL;
	h = calloc(1, sizeof(*h));
	if (h == NULL)
		abort();
	h->conf = *conf;
	h->fn = fn;
	h->arg = arg;
	h->guests = guests_open(PATIENCE * SECOND_MS * conf->timeout_s);
	if (to.ss_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	h->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, h,
	    MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&to,
	    MHD_OPTION_NOTIFY_COMPLETED, end, NULL,
	    MHD_OPTION_NOTIFY_CONNECTION, come_and_go, h,
	    MHD_OPTION_UNESCAPE_CALLBACK, odd_unescape, NULL,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)conf->connections,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)conf->timeout_s,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
	    MHD_OPTION_END);
	if (h->daemon == NULL) {
		err_set(e, ERR_SETUP, "cannot listen at %s: %s", conf->listen,
		    strerror(errno));
		guests_close(&h->guests);
		free(h);
		return NULL;
	}
	return h;
}

struct http_count
http_counts(const struct http *h)
{
	if (h == NULL)
		return (struct http_count){ 0 };
	return (struct http_count){ atomic_load(&h->requests),
	    atomic_load(&h->refused), atomic_load(&h->bytes) };
}

void
http_quiesce(struct http *h)
{
	MHD_socket	 s = MHD_quiesce_daemon(h->daemon);

	if (s != MHD_INVALID_SOCKET)
		close(s);
}

void
http_stop(struct http **hp)
{
	if (*hp == NULL)
		return;
	MHD_stop_daemon((*hp)->daemon);
	guests_close(&(*hp)->guests);
	free(*hp);
	*hp = NULL;
}
