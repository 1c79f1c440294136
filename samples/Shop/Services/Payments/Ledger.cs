using System.Collections.Concurrent;
using Shop.Services.Contracts;

namespace Shop.Services.Payments;

/// <summary>The charges, in memory.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<int, Charge> _charges = new();
    private int _last;

    public decimal Total => _charges.Values.Sum(static charge => charge.Amount);

    public Charge Add(CardCharge wanted, Caller caller)
    {
        var end = wanted.Card is { Length: >= 4 } card ? card[^4..] : null;
        var charge = new Charge(Interlocked.Increment(ref _last), wanted.Order, wanted.Amount, caller.User?.Subject, caller.Service?.Name, end);
        return _charges[charge.Id] = charge;
    }

    public bool TakeBack(int id) => _charges.TryRemove(id, out _);
}
