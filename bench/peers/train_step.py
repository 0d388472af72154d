"""The model of bench/train-step.ts in PyTorch: eager float32 and torch.compile, one JSON line each."""
import json
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]))
B, S, D, H, L, V, FF = 16, 256, 256, 4, 6, 2048, 688


def rope(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.n1, self.n2 = nn.RMSNorm(D), nn.RMSNorm(D)
        self.q, self.k, self.v, self.o = (nn.Linear(D, D, bias=False) for _ in range(4))
        self.gate, self.up, self.down = nn.Linear(D, FF, bias=False), nn.Linear(D, FF, bias=False), nn.Linear(FF, D, bias=False)

    def forward(self, x, cos, sin):
        h = self.n1(x)
        heads = lambda t: t.view(B, S, H, D // H).transpose(1, 2)
        q, k = rope(heads(self.q(h)), cos, sin), rope(heads(self.k(h)), cos, sin)
        y = F.scaled_dot_product_attention(q, k, heads(self.v(h)), is_causal=True)
        x = x + self.o(y.transpose(1, 2).reshape(B, S, D))
        h = self.n2(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.blocks = nn.ModuleList(Block() for _ in range(L))
        self.norm, self.head = nn.RMSNorm(D), nn.Linear(D, V, bias=False)
        angle = torch.arange(S)[:, None] * 10000.0 ** (-torch.arange(0, D // H, 2) / (D // H))
        self.register_buffer("cos", angle.cos())
        self.register_buffer("sin", angle.sin())

    def forward(self, ids, targets):
        x = self.embed(ids)
        for block in self.blocks:
            x = block(x, self.cos, self.sin)
        return F.cross_entropy(self.head(self.norm(x)).view(-1, V), targets.view(-1))


model = Decoder()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.95), fused=True)


def step(run):
    start = time.time()
    ids = torch.randint(0, 64, (B, S))
    loss = run(ids, (ids * 7 + 3) % 64)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return (time.time() - start) * 1000


runs = {"eager": model, "compile": torch.compile(model)}
print(json.dumps({"version": torch.__version__}), flush=True)
# Every line of the input asks for so many steps one way: the caller takes turns with its own.
for line in sys.stdin:
    mode, count = line.split()
    try:
        print(json.dumps([step(runs[mode]) for _ in range(int(count))]), flush=True)
    except Exception as error:
        print(error, file=sys.stderr)
        print("null", flush=True)
