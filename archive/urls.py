"""Where each room is mounted."""

from django.urls import path

urlpatterns: list = []
