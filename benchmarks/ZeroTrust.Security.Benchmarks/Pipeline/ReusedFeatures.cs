using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Routing;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>
/// A feature collection that serves many requests, as Kestrel's does: what belongs to the connection stays, what a request added goes,
/// the features that every request has are fields, and others stand in a list.
/// </summary>
internal abstract class ReusedFeatures : IFeatureCollection, IEndpointFeature, IRouteValuesFeature
{
    private readonly List<KeyValuePair<Type, object>> _others = new(8);
    private object? _request;
    private object? _response;
    private object? _responseBody;
    private object? _authentication;
    private RouteValueDictionary? _routeValues;
    private int _kept;

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
        get =>
            key == typeof(IHttpRequestFeature) ? _request
            : key == typeof(IHttpResponseFeature) ? _response
            : key == typeof(IHttpResponseBodyFeature) ? _responseBody
            : key == typeof(IRouteValuesFeature) || key == typeof(IEndpointFeature) ? this
            : key == typeof(IHttpAuthenticationFeature) ? _authentication
            : Find(key);

        set
        {
            Revision++;
            if (key == typeof(IHttpRequestFeature))
            {
                _request = value;
            }
            else if (key == typeof(IHttpResponseFeature))
            {
                _response = value;
            }
            else if (key == typeof(IHttpResponseBodyFeature))
            {
                _responseBody = value;
            }
            else if (key == typeof(IHttpAuthenticationFeature))
            {
                _authentication = value;
            }
            else
            {
                Replace(key, value);
            }
        }
    }

    // The types are compared here, where the compiler knows them, and not behind the indexer.
    public TFeature? Get<TFeature>() => (TFeature?)(
        typeof(TFeature) == typeof(IHttpRequestFeature) ? _request
        : typeof(TFeature) == typeof(IHttpResponseFeature) ? _response
        : typeof(TFeature) == typeof(IHttpResponseBodyFeature) ? _responseBody
        : typeof(TFeature) == typeof(IRouteValuesFeature) || typeof(TFeature) == typeof(IEndpointFeature) ? this
        : typeof(TFeature) == typeof(IHttpAuthenticationFeature) ? _authentication
        : Find(typeof(TFeature)));

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _others.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected void Keep<TFeature>(TFeature instance)
        where TFeature : notnull
    {
        Set(instance);
        _kept = _others.Count;
    }

    /// <summary>Forgets what the request added.</summary>
    protected void Reset()
    {
        Endpoint = null;
        _authentication = null;
        _routeValues?.Clear();
        _others.RemoveRange(_kept, _others.Count - _kept);
        Revision++;
    }

    private object? Find(Type key)
    {
        foreach (var (type, feature) in _others)
        {
            if (type == key)
            {
                return feature;
            }
        }

        return null;
    }

    private void Replace(Type key, object? value)
    {
        for (var i = _others.Count - 1; i >= 0; i--)
        {
            if (_others[i].Key == key)
            {
                _others.RemoveAt(i);
            }
        }

        if (value is not null)
        {
            _others.Add(new(key, value));
        }
    }
}
