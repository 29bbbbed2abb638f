# The service, with what the lock pins; docker-compose.yml runs it beside a Neo4j.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock

COPY . .
RUN pip install --no-deps . && useradd --create-home --uid 10001 sammachip

USER sammachip
ENTRYPOINT ["sammachip"]
CMD ["serve"]
