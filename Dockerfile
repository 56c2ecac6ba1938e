# The site as an image: front-end packages, virtual environment, and a slim last stage with neither
# compilers nor npm. Needs no build arguments and no secrets.

FROM node:24.11.0-bookworm-slim AS packages
WORKDIR /srv/mkba
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

# The same Python as the tests run on.
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/mkba
COPY requirements/ requirements/
RUN python -m venv .venv \
 && .venv/bin/pip install --require-hashes --no-deps -r requirements/build.txt -r requirements/main.txt
COPY pyproject.toml README.md ./
COPY app/ app/
COPY catalogue/ catalogue/
COPY search/ search/
RUN .venv/bin/pip install --no-build-isolation --no-deps --editable .
COPY scripts/ scripts/
COPY --from=packages /srv/mkba/node_modules node_modules
RUN .venv/bin/python scripts/assets.py \
 && .venv/bin/python -m compileall -q app catalogue search \
 && rm -rf node_modules scripts

FROM python:3.11.14-slim-bookworm
ENV PATH=/srv/mkba/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MKBA_ENVIRONMENT=production \
    DATA_DIR=/var/lib/mkba
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin mkba \
 && install --directory --owner=mkba --group=mkba /var/lib/mkba
WORKDIR /srv/mkba
COPY --from=build /srv/mkba/ ./
COPY templates/ templates/
COPY migrations/ migrations/
COPY data/ data/
USER 10001
VOLUME ["/var/lib/mkba"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/gezond/live', timeout=4)"]
CMD ["mkba", "serve", "--host", "0.0.0.0", "--port", "8000"]
