// The worker of browsers has no exports: it is made from its address.
export {};
