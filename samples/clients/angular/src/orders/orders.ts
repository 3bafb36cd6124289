import { CurrencyPipe } from '@angular/common';
import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { describe } from '../session/words';

interface Order {
  readonly id: number;
  readonly customer: string;
  readonly item: string;
  readonly amount: number;
}

@Component({
  selector: 'app-orders',
  imports: [CurrencyPipe],
  template: `
    <section>
      <h1>Orders</h1>
      <p><button type="button" data-testid="reload" (click)="load()">Reload</button></p>
      @if (trouble(); as trouble) {
        <p role="alert" data-testid="trouble">{{ trouble }}</p>
      }
      @if (orders(); as orders) {
        <table data-testid="orders-table">
          <thead>
            <tr>
              <th scope="col">Customer</th>
              <th scope="col">Item</th>
              <th scope="col">Amount</th>
            </tr>
          </thead>
          <tbody>
            @for (order of orders; track order.id) {
              <tr data-testid="order-row">
                <td>{{ order.customer }}</td>
                <td>{{ order.item }}</td>
                <td>{{ order.amount | currency: 'EUR' }}</td>
              </tr>
            }
          </tbody>
        </table>
      }
    </section>
  `,
})
export class Orders {
  protected readonly orders = signal<readonly Order[] | null>(null);
  protected readonly trouble = signal('');
  private readonly http = inject(HttpClient);

  constructor() {
    this.load();
  }

  protected load(): void {
    this.http.get<Order[]>('/api/orders').subscribe({
      next: (orders) => {
        this.orders.set(orders);
        this.trouble.set('');
      },
      error: (error: unknown) => {
        const problem = error instanceof HttpErrorResponse ? error.error?.detail : undefined;
        this.trouble.set(problem ?? describe(error));
      },
    });
  }
}
