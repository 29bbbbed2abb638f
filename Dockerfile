# The service, with what the lock pins; docker-compose.yml runs it beside a Neo4j.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements-national.lock ./
RUN pip install --require-hashes --requirement requirements-national.lock

COPY . .
RUN pip install --no-deps . && useradd --create-home --uid 10001 sammachip \
	&& install --directory --owner sammachip /var/cache/sammachip

USER sammachip
# Compiled now, so that no refresh waits for it; numba takes up only a folder it may write to.
ENV NUMBA_CACHE_DIR=/var/cache/sammachip
RUN sammachip kernels

ENTRYPOINT ["sammachip"]
CMD ["serve"]
