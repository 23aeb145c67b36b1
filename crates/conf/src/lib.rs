//! Every document type: model, defaults, validation. Pure: never asks the host.
