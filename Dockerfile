# syntax=docker/dockerfile:1
# Two stages: what is needed to build the static files and the lexicon stays behind; the last one runs the archive.

FROM node:22-bookworm-slim AS node-packages
WORKDIR /archive
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.13-slim-bookworm AS python
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PATH=/opt/venv/bin:$PATH
WORKDIR /archive
COPY requirements.txt ./
RUN python -m venv /opt/venv && pip install --require-hashes -r requirements.txt

FROM python AS build
COPY . .
COPY --from=node-packages /archive/node_modules node_modules
# The key signs nothing here: building reads settings, but keeps no secret.
RUN ENVIRONMENT=development python manage.py build_assets \
    && ENVIRONMENT=production SECRET_KEY=unused-while-building DATABASE_URL=postgresql://unused/unused \
       ALLOWED_HOSTS=unused python manage.py collectstatic --no-input \
    && rm -rf node_modules

FROM python AS archive
RUN useradd --system --uid 10001 --home-dir /archive --no-create-home --shell /usr/sbin/nologin archive \
    && install -d -o archive -g archive /var/lib/archive/originals
COPY --from=build /archive /archive
ENV ENVIRONMENT=production \
    ORIGINALS_DIR=/var/lib/archive/originals \
    WEB_CONCURRENCY=3
USER archive
VOLUME /var/lib/archive/originals
EXPOSE 8000
# Asks as the first public host name, because the archive answers to no other.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "\
import os, urllib.request as request; \
host = os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.'); \
request.urlopen(request.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
CMD ["gunicorn", "minutes_archive.wsgi:application", "--bind=0.0.0.0:8000", "--access-logfile=/dev/null", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket", "--threads=4", \
     "--max-requests=2000", "--max-requests-jitter=200", "--timeout=60"]
