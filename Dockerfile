# The tool in an image, for pipelines: docker build --tag bluegreen . && docker run --rm --volume "$PWD:/project" bluegreen bluegreen check
ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS pack
WORKDIR /source
COPY . .
RUN npm ci --no-fund --no-audit
RUN mkdir /package && npm pack --pack-destination /package

FROM ${NODE}
# check, plan and all verbs compare with what git has.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
WORKDIR /package
COPY --from=pack /package .
RUN npm install --global --no-fund --no-audit ./*.tgz && rm ./*.tgz
# A pipeline mounts a checkout that belongs to another user than the one of the image, and git would not read it.
RUN git config --system --add safe.directory '*'
WORKDIR /project
CMD ["bluegreen", "--help"]
