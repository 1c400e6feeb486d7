/*
 * bus_inside.h - what the files of the bus share; nobody else includes it.
 */
#ifndef PROTO_BUS_INSIDE_H
#define PROTO_BUS_INSIDE_H

#include "proto/bus.h"
#include "proto/keyring.h"

enum { NEWS_MAX = 32, FDS_MAX = 64 };

/* One thing said, and how often since. */
struct saying {
	uint32_t	 hash;
	int64_t		 at;
	unsigned	 again;
};

struct news {
	struct bus_event	 item[NEWS_MAX];
	size_t			 first, n;
	struct saying		 said[NEWS_MAX];
};

struct zap;

struct bus {
	void			*context;
	struct bus_socket	*sockets;
	int			 secured;
	uint8_t			 public[KEY_SIZE], secret[KEY_SIZE],
				 broker[KEY_SIZE];
	struct keyring		*ring;		/* of this thread */
	struct zap		*zap;		/* has a ring of its own */
	struct news		 news;
	unsigned		 monitors;	/* names given so far */
};

struct bus_socket {
	struct bus		*bus;
	struct bus_socket	*next;
	void			*zmq, *monitor;
	int			 router;
	char			*endpoint, *roles;
	struct key		 sender;	/* of the frame received last */
	int			 known;		/* … is in the ring */
	char			 missed[KEY_HEX]; /* last that was not, */
	int64_t			 missed_at;	/* and when we looked for it */
	struct buf		 out;		/* reused for every frame sent */

	/* bus_monitor.c */
	int64_t			 reopen_at;	/* 0: all is well */
	int			 retries;	/* without a connection between */
	int			 wrong;		/* last protocol error, or 0 */
	struct {
		int	 fd;
		char	 text[BUS_FROM_MAX];
	}			 from[FDS_MAX];	/* fd % FDS_MAX: who connected */
};

/* bus.c */
int	bus_socket_open(struct bus_socket *, struct err *);
void	bus_socket_shut(struct bus_socket *);

/* bus_keys.c: CURVE on a socket that is neither bound nor connected yet. */
int	keys_apply(const struct bus *, void *zmq, const char *roles,
	    struct err *);
void	keys_sender(struct bus_socket *, void *message);

/* bus_monitor.c */
void	*monitor_open(struct bus *, void *zmq);
void	monitor_close(void **);
void	monitor_read(struct bus_socket *);
void	monitor_mend(struct bus_socket *);

/* bus_zap.c: runs until the context ends. */
struct zap *zap_start(void *context, const char *folder, struct err *);
void	zap_join(struct zap **);		/* after the context's end */
void	*zap_events(const struct zap *);	/* to poll, then: */
void	zap_read(struct bus *);

#endif
