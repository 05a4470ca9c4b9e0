"""A bidirectional GRU layer whose training is quick on a CPU.

Both directions run in the same step, the backward pass sums weight gradients in one product at the end
instead of one a step, and while training the matrix products take bfloat16 operands, which is twice as fast
where the processor has them. The gates are those of ``torch.nn.GRU`` (reset, update, new).
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn


class _Recurrence(torch.autograd.Function):
    """The recurrent part, from the gates of the input (2, time, batch, 3 hidden)."""

    @staticmethod
    def forward(ctx: Any, gates: Tensor, weight: Tensor, bias: Tensor, low: torch.dtype) -> Tensor:
        two, steps, batch, triple = gates.shape
        size = triple // 3
        hidden = gates.new_zeros(two, steps + 1, batch, size)
        reset_update = gates.new_empty(two, steps, batch, 2 * size)
        new = gates.new_empty(two, steps, batch, size)
        carried = gates.new_empty(two, steps, batch, size)
        turned, shift = weight.transpose(1, 2).contiguous().to(low), bias.unsqueeze(1)
        for t in range(steps):
            past = hidden[:, t]
            own = torch.bmm(past.to(low), turned).to(gates.dtype) + shift
            both = torch.sigmoid(gates[:, t, :, : 2 * size] + own[:, :, : 2 * size])
            carry = own[:, :, 2 * size :]
            fresh = torch.tanh(torch.addcmul(gates[:, t, :, 2 * size :], both[:, :, :size], carry))
            hidden[:, t + 1] = torch.lerp(fresh, past, both[:, :, size:])
            reset_update[:, t], new[:, t], carried[:, t] = both, fresh, carry
        ctx.low = low
        ctx.save_for_backward(weight, hidden, reset_update, new, carried)
        return hidden[:, 1:].clone()

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        weight, hidden, reset_update, new, carried = ctx.saved_tensors
        two, steps, batch, size = new.shape
        low, weight = ctx.low, weight.to(ctx.low)
        flow = grads[0].new_zeros(two, batch, size)
        # gradients of the recurrent gates, and of the third gate's input part
        own = grads[0].new_empty(two, steps, batch, 3 * size)
        to_new = torch.empty_like(new)
        for t in range(steps - 1, -1, -1):
            reset, update = reset_update[:, t, :, :size], reset_update[:, t, :, size:]
            fresh, past, here = new[:, t], hidden[:, t], own[:, t]
            flow = flow + grads[0][:, t]
            kept = flow * update
            candidate = torch.addcmul(flow - kept, (flow - kept) * fresh, fresh, value=-1)
            to_new[:, t] = candidate
            through = candidate * reset
            here[:, :, :size] = through * carried[:, t] * (1 - reset)
            here[:, :, size : 2 * size] = kept * (past - fresh) * (1 - update)
            here[:, :, 2 * size :] = through
            flow = kept + torch.bmm(here.to(low), weight).to(kept.dtype)
        flat = own.view(two, steps * batch, 3 * size)
        past = hidden[:, :-1].reshape(two, steps * batch, size)
        by_weight = torch.bmm(flat.to(low).transpose(1, 2), past.to(low)).to(flat.dtype)
        by_bias = flat.sum(dim=1)
        own[..., 2 * size :] = to_new
        return own, by_weight, by_bias, None


class BidirectionalGRU(nn.Module):
    """One layer; index 0 of each parameter is the forward direction, index 1 the backward one."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        bound = 1 / math.sqrt(hidden)
        self.weight_ih = nn.Parameter(torch.empty(2, 3 * hidden, width).uniform_(-bound, bound))
        self.weight_hh = nn.Parameter(torch.empty(2, 3 * hidden, hidden).uniform_(-bound, bound))
        self.bias_ih = nn.Parameter(torch.zeros(2, 3 * hidden))
        self.bias_hh = nn.Parameter(torch.zeros(2, 3 * hidden))

    def forward(self, x: Tensor, reverse: Tensor) -> Tensor:
        """Read ``x`` (time, batch, width); ``reverse`` gives each position its mirror image."""
        steps, batch, width = x.shape
        index = reverse.unsqueeze(2)
        both = torch.stack([x, torch.gather(x, 0, index.expand(-1, -1, width))])
        low = torch.bfloat16 if self.training else x.dtype
        flat = both.reshape(2, steps * batch, width).to(low)
        gates = torch.bmm(flat, self.weight_ih.transpose(1, 2).to(low)).to(x.dtype)
        gates = gates + self.bias_ih.unsqueeze(1)
        y = _Recurrence.apply(  # type: ignore[no-untyped-call]
            gates.view(2, steps, batch, -1), self.weight_hh, self.bias_hh, low
        )
        return torch.cat([y[0], torch.gather(y[1], 0, index.expand(-1, -1, y.shape[3]))], dim=2)
