"""How the model that judges events is made, and the sentences that it is made from."""
