# One image for every program; the command chooses which.
#
# The packages to build with are those of ./start: one list, one place.

FROM debian:12-slim AS build
WORKDIR /src
COPY deploy/local/packages.sh deploy/local/
RUN . deploy/local/packages.sh && \
    apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends $packages_build && \
    rm -rf /var/lib/apt/lists/*
COPY . .
RUN make -s -j"$(nproc)" install DESTDIR=/out && strip /out/usr/local/bin/*

FROM debian:12-slim
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends \
    libexpat1 libjansson4 libmicrohttpd12 libpq5 libprotobuf-c1 libsodium23 \
    libssl3 libzip4 libzmq5 zlib1g && \
    rm -rf /var/lib/apt/lists/* && \
    groupadd --gid 10001 sixthkey && \
    useradd --uid 10001 --gid 10001 --home-dir / --no-create-home \
    --shell /usr/sbin/nologin sixthkey && \
    install -d -o sixthkey -g sixthkey -m 700 /keys/broker /keys/ingest \
    /keys/assessment /keys/quality-combination /keys/publication /keys/web \
    /keys/feed /keys/operator
COPY --from=build /out/usr/local/bin/ /usr/local/bin/
# A library that is missing is found now and not when a program starts.
RUN ! ldd /usr/local/bin/sixthkey* | grep 'not found'
USER 10001:10001
CMD ["sixthkey", "help"]
