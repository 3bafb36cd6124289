// What browsers do changes with browsers, not with this product.
[assembly: Trait("length", "long")]
