using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Routing;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>
/// A feature collection that serves many requests, as Kestrel's does: what belongs to the connection stays, what a request added goes,
/// and the features that every request has are fields.
/// </summary>
internal abstract class ReusedFeatures : IFeatureCollection, IEndpointFeature, IRouteValuesFeature
{
    private readonly Dictionary<Type, object> _kept = [];
    private readonly List<KeyValuePair<Type, object>> _added = new(8);
    private RouteValueDictionary? _routeValues;

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public Endpoint? Endpoint { get; set; }

    public RouteValueDictionary RouteValues
    {
        get => _routeValues ??= [];
        set => _routeValues = value;
    }

    public object? this[Type key]
    {
        get
        {
            if (key == typeof(IEndpointFeature) || key == typeof(IRouteValuesFeature))
            {
                return this;
            }

            foreach (var (type, feature) in _added)
            {
                if (type == key)
                {
                    return feature;
                }
            }

            return _kept.GetValueOrDefault(key);
        }

        set
        {
            Revision++;
            for (var i = _added.Count - 1; i >= 0; i--)
            {
                if (_added[i].Key == key)
                {
                    _added.RemoveAt(i);
                }
            }

            if (value is not null)
            {
                _added.Add(new(key, value));
            }
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _kept.Concat(_added).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected void Keep<TFeature>(TFeature instance)
        where TFeature : notnull => _kept[typeof(TFeature)] = instance;

    /// <summary>Forgets what the request added.</summary>
    protected void Reset()
    {
        Endpoint = null;
        _routeValues?.Clear();
        _added.Clear();
        Revision++;
    }
}
