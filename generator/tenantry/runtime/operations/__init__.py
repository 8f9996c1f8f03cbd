"""The operations of a repository, each written once as steps for both drivers."""
