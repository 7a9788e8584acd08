package io.gatehouse.request.web;

/** What the reader may do with an asset. */
record AssetActions(boolean change, boolean renew, boolean transfer, boolean remove, boolean repair, boolean check) {
}
