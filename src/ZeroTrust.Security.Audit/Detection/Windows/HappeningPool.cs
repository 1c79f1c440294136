namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Places for the events of all keys of a rule, as lists from the newest back. A bounded number, and none made once they are there. For one thread.</summary>
internal sealed class HappeningPool(int most)
{
    /// <summary>The end of a list.</summary>
    public const int None = -1;

    private const int FirstSize = 64;

    private Node[] _nodes = new Node[Math.Min(FirstSize, most)];
    private int _made;
    private int _free = None;

    public bool IsFull => _free == None && _made == most;

    public ref readonly Happening this[int node] => ref _nodes[node].Happening;

    public int Next(int node) => _nodes[node].Next;

    public void Link(int node, int next) => _nodes[node].Next = next;

    /// <summary>Takes a place. The pool must not be full.</summary>
    public int Take(in Happening happening, int next)
    {
        var node = _free;
        if (node != None)
        {
            _free = _nodes[node].Next;
        }
        else
        {
            node = _made++;
            if (node == _nodes.Length)
            {
                Array.Resize(ref _nodes, (int)Math.Min((long)_nodes.Length * 2, most));
            }
        }

        _nodes[node] = new() { Happening = happening, Next = next };
        return node;
    }

    /// <summary>Gives a list back, from this place to its end.</summary>
    /// <returns>How many places that were.</returns>
    public int Free(int first)
    {
        var count = 0;
        while (first != None)
        {
            var next = _nodes[first].Next;
            FreeOne(first);
            first = next;
            count++;
        }

        return count;
    }

    public void FreeOne(int node)
    {
        _nodes[node].Next = _free;
        _free = node;
    }

    public void Clear() => (_made, _free) = (0, None);

    private struct Node
    {
        public Happening Happening;
        public int Next;
    }
}
